package io.stackspan.query.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.query.QueryApi;
import io.stackspan.query.QueryApiConfig;
import io.stackspan.wire.Ids;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page as a person has it: a real browser, the real API, traces held in memory. */
class PageIT {
  private static final String MARKED_ELEMENTS = "document.querySelectorAll('main img').length";

  private static final String SHOP_ROOT = Ids.globalSpanId(SampleSegments.SHOP_SEGMENT, 0);

  private static Chromium chromium;
  private static PageTraces traces;
  private static QueryApi api;
  private BrowserPage page;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    chromium = Chromium.start();
    Instant aMinuteAgo = Instant.now().minusSeconds(60);
    traces = new PageTraces(ChronoUnit.MICROS.between(Instant.EPOCH, aMinuteAgo));
    // The store is given, so no index service is ever asked.
    List<URI> noIndex = List.of(URI.create("http://127.0.0.1:1"));
    int mebibyte = 1 << 20;
    QueryApiConfig config =
        new QueryApiConfig(
            "127.0.0.1", 0, false, noIndex, Duration.ofSeconds(5), mebibyte, mebibyte);
    api = QueryApi.start(config, traces.store());
  }

  @AfterAll
  static void stop() {
    if (api != null) {
      api.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void openTab() throws IOException, InterruptedException {
    page = chromium.newPage();
  }

  @AfterEach
  void closeTab() {
    // Whatever a test looks at: no script may fail and no rule of the content policy be broken.
    assertThat(page.complaints()).isEmpty();
    page.close();
  }

  @Test
  void searchLeadsToTheTrace() {
    open("/?service=shop");
    page.awaitText(".summary", "2 of 2 traces");
    page.awaitText(".results .request", "shop · GET:/buy");
    page.awaitText(".results .time", "1.00 s");

    page.click(".results .request a");

    page.awaitText("h1", "shop · GET:/buy");
    assertThat(page.evaluate("location.pathname").asText()).isEqualTo("/trace/" + PageTraces.LOCK);
  }

  @Test
  void searchKeepsItsStateInTheAddress() {
    open("/");
    page.type("[name=service]", "small");
    page.press("Enter");
    page.await("location.search.includes('service=small')");
    page.awaitText(".summary", "50 of 60 traces");

    page.click(".more");
    page.awaitText(".summary", "60 of 60 traces");
    page.click("[value=BLOCKED]");
    page.await("location.search.includes('threadState=BLOCKED')");
    page.await("document.querySelector('[name=service]').value === 'small'");

    page.evaluate("history.back()");
    page.await("!document.querySelector('[value=BLOCKED]').checked");
  }

  @Test
  void searchCompletesNames() {
    open("/?service=shop");

    page.await("document.querySelector('#service-choices option[value=stock]') !== null");
    page.await("document.querySelector('#operation-choices option[value=\"GET:/buy\"]') !== null");
    page.type("[name=tag]", "http.method:");
    page.await("document.querySelector('#tag-choices option')?.value === 'http.method:GET'");
  }

  @Test
  void nothingFoundSaysWhatToDo() {
    open("/?service=nobody");

    page.awaitText(".empty", "No trace matches these conditions");
    page.awaitText(".empty", "curl -H 'ENABLE_DUMP_FLAG: true'");
  }

  @Test
  void badQueryShowsEveryFault() {
    open("/?minDuration=soon&threadState=ASLEEP");

    page.awaitText(".problem", "minDuration");
    page.awaitText(".problem", "threadState");
    page.await("document.querySelector('[name=minDuration]').ariaInvalid === 'true'");
  }

  @Test
  void silentStoreIsNoEmptyPage() {
    traces.store().failWith(List.of("index 1: connection refused"));
    try {
      open("/");
      page.awaitText(".problem", "index 1: connection refused");
    } finally {
      traces.store().failWith(List.of());
    }

    page.click(".problem button");

    page.awaitText(".results .request", "shop · GET:/buy");
  }

  @Test
  void traceSaysWhyItWasSlow() {
    open("/trace/" + PageTraces.LOCK);

    page.awaitText(".finding .sentence", "BLOCKED on com.acme.Stock");
    page.awaitText(".finding .sentence", "held by worker-2");
    // Without a click: the first look is at the evidence of the first finding.
    page.awaitText(
        ".lock-line",
        "BLOCKED on com.acme.Stock@1b2c3d, held by worker-2 (Id=48, TIMED_WAITING)"
            + " at Stock.reserve(Stock.java:88)");
    page.awaitText(".lock-line", "in service stock");
    page.awaitText(".owner .stack", "at com.acme.Stock.reserve(Stock.java:88)");
    page.awaitText(".dump-detail > .stack", "blocked on com.acme.Stock@1b2c3d");
    page.awaitText(".dump-detail > .stack", "at java.lang.Thread.run(Thread.java:1583)");
    assertThat(page.text(".row.selected")).contains("GET:/reserve").contains("stock");
  }

  @Test
  void findingLeadsToItsDump() {
    open("/trace/" + PageTraces.LOCK + "?span=none");
    page.awaitText(".panel", "not in the trace");

    page.click(".finding[data-kind=lockContention]");

    page.awaitText(".lock-line", "held by worker-2");
    page.await("location.search.includes('dump=')");
  }

  @Test
  void keysMoveTheSelection() {
    open("/trace/" + PageTraces.LOCK + "?span=" + SHOP_ROOT);
    page.awaitText(".row.selected", "GET:/buy");

    page.press("ArrowDown");
    page.awaitText(".row.selected", "→ stock:8080");
    page.await(
        "document.getElementById(document.querySelector('[role=treegrid]')"
            + ".getAttribute('aria-activedescendant')).ariaSelected === 'true'");

    page.press("ArrowLeft");
    page.await("document.querySelectorAll('.row').length === 2");
    page.press("ArrowRight");
    page.await("document.querySelectorAll('.row').length === 3");
    page.press("ArrowUp");
    page.awaitText(".row.selected", "GET:/buy");
  }

  @Test
  void keysGoFromDumpToDump() {
    open("/trace/" + PageTraces.LOCK + "?span=" + SHOP_ROOT);
    page.awaitText(".panel", "No dump fell into this span");

    page.press("n");
    page.awaitText(".dump-detail", "http-nio-1");
    page.press("n");
    page.awaitText(".dump-detail", "worker-1");
    page.press("n");
    page.awaitText(".dump-detail", "Same stack as the previous dump, 300 ms before");
    page.press("p");
    page.await("!document.querySelector('.dump-detail').innerText.includes('Same stack')");
  }

  @Test
  void selectionSurvivesReload() {
    open("/trace/" + PageTraces.LOCK);
    page.awaitText(".lock-line", "BLOCKED");
    page.press("n");
    page.await("location.search.includes('dump=')");
    String address = page.evaluate("location.pathname + location.search").asText();

    open(address);

    page.awaitText(".dump[aria-selected=true]", "same stack as previous");
  }

  @Test
  void dumpsAreCopiedAsJstackText() {
    open("/trace/" + PageTraces.LOCK);
    page.awaitText(".lock-line", "BLOCKED");
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }");

    page.click(".dumps .copy");

    String copied = page.await("window.copied").asText();
    assertThat(copied).contains("\"worker-1\"").contains("(a com.acme.Stock)");
    assertThat(copied).contains("\tat java.lang.Thread.run(Thread.java:1583)");
    assertThat(copied).doesNotContain("http-nio-1");
  }

  @Test
  void unknownTraceShowsTheProblem() {
    open("/trace/ffffffffffffffffffffffffffffffff");

    page.awaitText(".problem", "HTTP 404");
    page.awaitText(".problem", "ffffffffffffffffffffffffffffffff");
  }

  @Test
  void markupInNamesIsText() {
    open("/?range=all");
    page.awaitText(".results .request", PageTraces.MARKUP);
    assertThat(page.evaluate(MARKED_ELEMENTS).asInt()).isZero();

    open("/trace/" + PageTraces.HOSTILE);
    page.awaitText(".row .operation", PageTraces.MARKUP);
    page.awaitText(".pairs", PageTraces.MARKUP);
    page.awaitText(".dump-detail .stack", PageTraces.MARKUP);
    assertThat(page.evaluate(MARKED_ELEMENTS).asInt()).isZero();
    assertThat(page.evaluate("document.title").asText()).isNotEqualTo("broken in");
  }

  @Test
  void manySpansAreDrawnAsNeeded() {
    open("/trace/" + PageTraces.BIG);
    page.awaitText(".row.selected", "GET:/many");

    page.press("End");

    page.awaitText(".row.selected", "step " + (PageTraces.BIG_SPANS - 1));
    assertThat(page.evaluate("document.querySelectorAll('.row').length").asInt()).isLessThan(80);
    assertThat(page.evaluate("document.querySelector('[role=treegrid]').ariaRowCount").asInt())
        .isEqualTo(PageTraces.BIG_SPANS + 1);
  }

  @Test
  void liveTraceGrowsWhileItIsOpen() {
    open("/trace/" + PageTraces.LIVE);
    page.awaitText(".row", "still running");
    page.awaitText(".dumps-head", "2 thread dumps");

    traces.liveDumps(2, 5);
    page.awaitText(".dumps-head", "5 thread dumps");

    traces.endLive(5);
    page.awaitText(".numbers .badge", "partial");
  }

  @Test
  void fitsAPhone() {
    page.width(420);
    open("/trace/" + PageTraces.LOCK);
    page.awaitText(".lock-line", "held by worker-2");
    assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(420);

    open("/");
    page.awaitText(".results .request", "shop · GET:/buy");
    assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(420);
  }

  private void open(String path) {
    page.open("http://127.0.0.1:" + api.port() + path);
  }
}
