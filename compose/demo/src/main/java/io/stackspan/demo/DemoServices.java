package io.stackspan.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** {@code shop} and {@code stock} as child processes under the agent. */
record DemoServices(ChildProcess shop, ChildProcess stock, URI shopUrl, URI stockUrl) {
  private static final Pattern LISTENING = Pattern.compile("^listening on (\\d+)$");
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** Returns when both serve. */
  static DemoServices start(DemoFiles files, DemoConfig config, String kafka, Children children)
      throws InterruptedException {
    ChildProcess stock =
        start(files, children, "stock", kafka, List.of(String.valueOf(config.stockPort())));
    URI stockUrl = url(stock);
    ChildProcess shop =
        start(
            files,
            children,
            "shop",
            kafka,
            List.of(String.valueOf(config.shopPort()), stockUrl.toString()));
    return new DemoServices(shop, stock, url(shop), stockUrl);
  }

  private static ChildProcess start(
      DemoFiles files, Children children, String service, String kafka, List<String> arguments) {
    Path folder = children.folder();
    List<String> properties =
        List.of(
            "-Dstackspan.service.name=" + service,
            "-Dstackspan.service.instance=" + service + "-1",
            "-Dstackspan.kafka.bootstrap-servers=" + kafka,
            "-Dstackspan.dump.edge-flag=true",
            // What native libraries unpack goes with the folder.
            "-Djava.io.tmpdir=" + folder.resolve("tmp"));
    String mainClass =
        service.equals("shop")
            ? "io.stackspan.demo.shop.ShopMain"
            : "io.stackspan.demo.stock.StockMain";
    List<String> command = files.underAgent(properties, mainClass);
    command.addAll(arguments);
    return children.add(() -> ChildProcess.start(service, folder, command, LISTENING));
  }

  private static URI url(ChildProcess service) throws InterruptedException {
    return URI.create("http://127.0.0.1:" + service.awaitSign(START_LIMIT).group(1));
  }
}
