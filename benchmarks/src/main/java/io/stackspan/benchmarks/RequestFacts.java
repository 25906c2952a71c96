package io.stackspan.benchmarks;

import java.util.Map;

/** What is the same in the request whoever traces it. */
final class RequestFacts {
  static final String OPERATION = "GET:/orders/{id}";
  static final String FIRST_STEP = "Orders.find";
  static final String FIRST_CALL = "GET:/stock/{id}";
  static final String FIRST_PEER = "stock:8080";
  static final String SECOND_STEP = "Orders.price";
  static final String SECOND_CALL = "GET:/prices/{id}";
  static final String SECOND_PEER = "prices:8080";
  static final String METHOD = "GET";
  static final String URL = "http://shop:8080/orders/4711";
  static final String STATUS = "200";

  private static final String TRACE_ID = "0192f7a3c4d5e6f708192a3b4c5d6e7f";
  private static final String SPAN_ID = "a1b2c3d4e5f60001";

  private RequestFacts() {}

  /** W3C's header of a caller that is traced, or of one that decided against it. */
  static Map<String, String> traceparent(boolean sampled) {
    return Map.of("traceparent", "00-" + TRACE_ID + '-' + SPAN_ID + (sampled ? "-01" : "-00"));
  }

  /** The same in one B3 header, Brave's cheapest. */
  static Map<String, String> b3(boolean sampled) {
    return Map.of("b3", TRACE_ID + '-' + SPAN_ID + (sampled ? "-1" : "-0"));
  }
}
