package io.stackspan.agent.threaddump;

/** A monitor that a thread holds, and the frame that took it. Immutable. */
public final class HeldMonitor {
  private final int frameDepth;
  private final String lockClass;
  private final int identityHash;

  /**
   * @param frameDepth 0 is the top frame
   */
  public HeldMonitor(int frameDepth, String lockClass, int identityHash) {
    this.frameDepth = frameDepth;
    this.lockClass = lockClass;
    this.identityHash = identityHash;
  }

  public int frameDepth() {
    return frameDepth;
  }

  public String lockClass() {
    return lockClass;
  }

  public int identityHash() {
    return identityHash;
  }
}
