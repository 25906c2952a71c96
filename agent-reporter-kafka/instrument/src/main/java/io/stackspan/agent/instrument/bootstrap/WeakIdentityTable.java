package io.stackspan.agent.instrument.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers values for other people's objects without touching them: keyed by identity, held
 * weakly, first in first out when one object gets several. A key's own {@code equals}, {@code
 * hashCode} and locks are never used. Any thread; bounded, what is beyond is refused.
 *
 * <p>Not a {@link java.util.WeakHashMap}: that one asks the key for its hash. Values must not refer
 * to their key, or it is never freed.
 */
public final class WeakIdentityTable {
  private static final int SHARDS = 64;
  private static final int MAX_VALUES_PER_KEY = 1024;

  private final Shard[] shards = new Shard[SHARDS];
  private final AtomicInteger size = new AtomicInteger();
  private final int maxKeys;

  /**
   * @param maxKeys live objects with a value, at most
   */
  public WeakIdentityTable(int maxKeys) {
    this.maxKeys = maxKeys;
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard();
    }
  }

  /** Objects with a value, counting those that were freed but not noticed yet. */
  public int size() {
    return size.get();
  }

  /** The oldest value; null: none. */
  public @Nullable Object get(Object key) {
    if (size.get() == 0) {
      return null;
    }
    int hash = hash(key);
    Shard shard = shard(hash);
    synchronized (shard) {
      Entry entry = shard.find(key, hash);
      return entry == null ? null : entry.first.value;
    }
  }

  /** Replaces whatever the object had; false: the table is full. */
  public boolean put(Object key, Object value) {
    int hash = hash(key);
    Shard shard = shard(hash);
    synchronized (shard) {
      Entry entry = shard.find(key, hash);
      if (entry == null) {
        return insert(shard, key, hash, value);
      }
      entry.first = new Value(value);
      entry.length = 1;
      return true;
    }
  }

  /** Adds behind the values that the object has; false: the table is full. */
  public boolean add(Object key, Object value) {
    int hash = hash(key);
    Shard shard = shard(hash);
    synchronized (shard) {
      Entry entry = shard.find(key, hash);
      return entry == null ? insert(shard, key, hash, value) : append(entry, value);
    }
  }

  /** Adds only if the object has values already. */
  public boolean addIfPresent(Object key, Object value) {
    if (size.get() == 0) {
      return false;
    }
    int hash = hash(key);
    Shard shard = shard(hash);
    synchronized (shard) {
      Entry entry = shard.find(key, hash);
      return entry != null && append(entry, value);
    }
  }

  /** Takes the oldest value; null: none. */
  public @Nullable Object takeFirst(Object key) {
    if (size.get() == 0) {
      return null;
    }
    int hash = hash(key);
    Shard shard = shard(hash);
    synchronized (shard) {
      Entry entry = shard.find(key, hash);
      if (entry == null) {
        return null;
      }
      Value first = entry.first;
      if (first.next == null) {
        remove(shard, entry);
      } else {
        entry.first = first.next;
        entry.length--;
      }
      return first.value;
    }
  }

  /** Takes the newest value; null: none. */
  public @Nullable Object takeLast(Object key) {
    if (size.get() == 0) {
      return null;
    }
    int hash = hash(key);
    Shard shard = shard(hash);
    synchronized (shard) {
      Entry entry = shard.find(key, hash);
      if (entry == null) {
        return null;
      }
      Value before = null;
      Value last = entry.first;
      while (last.next != null) {
        before = last;
        last = last.next;
      }
      if (before == null) {
        remove(shard, entry);
      } else {
        before.next = null;
        entry.length--;
      }
      return last.value;
    }
  }

  /** Forgets all values of the object. */
  public void remove(Object key) {
    if (size.get() == 0) {
      return;
    }
    int hash = hash(key);
    Shard shard = shard(hash);
    synchronized (shard) {
      Entry entry = shard.find(key, hash);
      if (entry != null) {
        remove(shard, entry);
      }
    }
  }

  private boolean insert(Shard shard, Object key, int hash, Object value) {
    expungeFreed(shard);
    if (size.get() >= maxKeys) {
      return false;
    }
    shard.insert(new Entry(key, hash, shard.freed, value));
    size.incrementAndGet();
    return true;
  }

  private void remove(Shard shard, Entry entry) {
    if (shard.unlink(entry)) {
      size.decrementAndGet();
    }
  }

  private void expungeFreed(Shard shard) {
    Reference<?> freed;
    while ((freed = shard.freed.poll()) != null) {
      remove(shard, (Entry) freed);
    }
  }

  private static boolean append(Entry entry, Object value) {
    if (entry.length >= MAX_VALUES_PER_KEY) {
      return false;
    }
    Value last = entry.first;
    while (last.next != null) {
      last = last.next;
    }
    last.next = new Value(value);
    entry.length++;
    return true;
  }

  private Shard shard(int hash) {
    return shards[hash & (SHARDS - 1)];
  }

  private static int hash(Object key) {
    int hash = System.identityHashCode(key);
    return hash ^ (hash >>> 16);
  }

  /** One value and those that came after it. */
  private static final class Value {
    final Object value;
    @Nullable Value next;

    Value(Object value) {
      this.value = value;
    }
  }

  /** The values of one object. */
  private static final class Entry extends WeakReference<Object> {
    final int hash;
    Value first;
    int length = 1;
    @Nullable Entry next;

    Entry(Object key, int hash, ReferenceQueue<Object> freed, Object value) {
      super(key, freed);
      this.hash = hash;
      this.first = new Value(value);
    }
  }

  /** A part of the table under one lock: a hash table with chains. */
  private static final class Shard {
    final ReferenceQueue<Object> freed = new ReferenceQueue<>();
    private @Nullable Entry[] buckets = new Entry[4];
    private int entries;

    @Nullable Entry find(Object key, int hash) {
      Entry entry = buckets[index(hash)];
      while (entry != null && (entry.hash != hash || entry.get() != key)) {
        entry = entry.next;
      }
      return entry;
    }

    void insert(Entry entry) {
      if (entries >= buckets.length) {
        grow();
      }
      link(entry);
      entries++;
    }

    boolean unlink(Entry gone) {
      int index = index(gone.hash);
      Entry before = null;
      Entry entry = buckets[index];
      while (entry != null && entry != gone) {
        before = entry;
        entry = entry.next;
      }
      if (entry == null) {
        return false;
      }
      if (before == null) {
        buckets[index] = entry.next;
      } else {
        before.next = entry.next;
      }
      entries--;
      return true;
    }

    private void link(Entry entry) {
      int index = index(entry.hash);
      entry.next = buckets[index];
      buckets[index] = entry;
    }

    private void grow() {
      @Nullable Entry[] old = buckets;
      buckets = new Entry[old.length * 2];
      for (Entry head : old) {
        Entry entry = head;
        while (entry != null) {
          Entry next = entry.next;
          link(entry);
          entry = next;
        }
      }
    }

    // The low six bits chose the shard.
    private int index(int hash) {
      return (hash >>> 6) & (buckets.length - 1);
    }
  }
}
