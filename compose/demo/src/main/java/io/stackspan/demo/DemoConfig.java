package io.stackspan.demo;

import io.stackspan.wire.SettingKey;
import io.stackspan.wire.Settings;
import java.util.List;

/**
 * Ports of the demo; 0 takes a free one.
 *
 * @param data folder for data and logs; empty: a temporary one, removed at the end
 */
record DemoConfig(String data, int apiPort, int kafkaPort, int shopPort, int stockPort) {
  private static final int MAX_PORT = 65_535;

  private static final SettingKey DATA =
      SettingKey.of(
              "stackspan.demo.data",
              "",
              "Folder for data and logs, kept at the end. Without it, a temporary folder is used"
                  + " and removed.")
          .withFlag("data");

  /** The flag is that of standalone, whose message names it when the port is taken. */
  private static final SettingKey API_PORT =
      port("api-port", "8080", "the API and the page").withFlag("api.port");

  private static final SettingKey KAFKA_PORT = port("kafka-port", "9092", "Kafka");
  private static final SettingKey SHOP_PORT = port("shop-port", "8090", "the demo service shop");
  private static final SettingKey STOCK_PORT = port("stock-port", "8091", "the demo service stock");

  static final List<SettingKey> KEYS = List.of(DATA, API_PORT, KAFKA_PORT, SHOP_PORT, STOCK_PORT);

  static DemoConfig from(Settings settings) {
    return new DemoConfig(
        settings.text(DATA),
        settings.integer(API_PORT, 0, MAX_PORT),
        settings.integer(KAFKA_PORT, 0, MAX_PORT),
        settings.integer(SHOP_PORT, 0, MAX_PORT),
        settings.integer(STOCK_PORT, 0, MAX_PORT));
  }

  /** The same data folder, every port a free one. */
  DemoConfig onFreePorts() {
    return new DemoConfig(data, 0, 0, 0, 0);
  }

  private static SettingKey port(String name, String defaultPort, String what) {
    return SettingKey.of(
            "stackspan.demo." + name, defaultPort, "Port of " + what + "; 0 takes a free one.")
        .withFlag(name);
  }
}
