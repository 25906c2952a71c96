package io.stackspan.shop;

import io.stackspan.toolkit.CurrentSpan;
import io.stackspan.toolkit.Tag;
import io.stackspan.toolkit.Trace;
import java.util.function.Supplier;

/** Methods with annotations of all shapes. */
class Till implements Supplier<String> {
  @Trace(operationName = "pay")
  @Tag(key = "name", value = "arg[0].name")
  @Tag(key = "age", value = "arg[0].age")
  @Tag(key = "regular", value = "arg[0].regular")
  @Tag(key = "street", value = "arg[0].address.street[1]")
  @Tag(key = "customer", value = "arg[0]")
  @Tag(key = "second", value = "arg[1][2]")
  @Tag(key = "array", value = "arg[1]")
  @Tag(key = "length", value = "returnedObj.bytes[0]")
  @Tag(key = "receipt", value = "returnedObj")
  @Tag(key = "secret", value = "arg[0].secret")
  @Tag(key = "broken", value = "arg[0].broken")
  @Tag(key = "nobody", value = "arg[9].name")
  @Tag(key = "nothing", value = "arg[0].nothing.at.all")
  @Tag(key = "far", value = "arg[1][99]")
  @Tag(key = "senseless", value = "the customer's name")
  String pay(Customer customer, long[] coins) {
    CurrentSpan.tag("inner", "paid");
    CurrentSpan.log("event", "retry", "attempt", "2");
    return "receipt of " + count(coins) + ": " + noted("bread");
  }

  @Trace
  private static int count(long[] coins) {
    return coins.length;
  }

  /** Same name, another plan. */
  @Trace(operationName = "count two")
  static int count(long first, long second) {
    return 2;
  }

  /** No span of its own. */
  @Tag(key = "noted", value = "arg[0]")
  @Tag(key = "noted.result", value = "returnedObj")
  String noted(String what) {
    return what + "!";
  }

  @Trace
  void fail(Customer customer) {
    throw new IllegalArgumentException("no money");
  }

  @Trace(operationName = "renamed later")
  void renamed() {
    CurrentSpan.operation("renamed");
    CurrentSpan.error(new IllegalStateException("noticed"));
  }

  /** The compiler makes a bridge of it, with the annotation. */
  @Override
  @Trace
  public String get() {
    return "got";
  }

  @org.apache.skywalking.apm.toolkit.trace.Trace(operationName = "skywalking")
  @org.apache.skywalking.apm.toolkit.trace.Tags({
    @org.apache.skywalking.apm.toolkit.trace.Tag(key = "one", value = "arg[0]"),
    @org.apache.skywalking.apm.toolkit.trace.Tag(key = "two", value = "returnedObj")
  })
  int old(int number) {
    return number + 1;
  }
}
