package io.stackspan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where a service will listen. Looked at before anything is started: a taken port is then one line,
 * at once, and not the end of a start that took seconds.
 *
 * @param port 0: any free one
 * @param key the setting to change
 */
record Listener(String host, int port, String key) {
  /**
   * @throws StandaloneStartException when somebody else listens there
   */
  void requireFree() {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      assert socket.isBound();
    } catch (IOException e) {
      throw new StandaloneStartException(
          "cannot listen on %s:%d (%s): %s".formatted(host, port, key, e.getMessage()), e);
    }
  }
}
