package io.stackspan.shop;

import io.stackspan.toolkit.Tag;
import java.util.List;
import java.util.Map;

/** Has a property of each kind that a tag may read. */
class Customer {
  public final int age = 42;

  public String getName() {
    return "ann";
  }

  public boolean isRegular() {
    return true;
  }

  public Map<String, List<String>> address() {
    return Map.of("street", List.of("Long Lane", "7"));
  }

  public String getBroken() {
    throw new IllegalStateException("no getter for strangers");
  }

  String getSecret() {
    return "not public";
  }

  /** Would read itself for ever. */
  @Override
  @Tag(key = "self", value = "arg[0]")
  @Tag(key = "text", value = "returnedObj")
  public String toString() {
    return describe(this);
  }

  @Tag(key = "self", value = "arg[0]")
  private static String describe(Customer customer) {
    return "customer " + customer.getName();
  }
}
