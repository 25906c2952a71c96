package io.stackspan.demo.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A supplier's server that takes its time, and the blocking read of whoever asks it. */
final class SlowSupplier implements AutoCloseable {
  private static final Duration THINKING = Duration.ofMillis(1200);

  private final ServerSocket server;

  private SlowSupplier(ServerSocket server) {
    this.server = server;
  }

  static SlowSupplier start() throws IOException {
    SlowSupplier supplier =
        new SlowSupplier(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread acceptor = new Thread(supplier::serve, "slow-supplier");
    acceptor.setDaemon(true);
    acceptor.start();
    return supplier;
  }

  /** Blocks in a socket read until the supplier has answered. */
  String readOffer() throws IOException {
    try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        InputStream in = socket.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void serve() {
    try {
      while (!server.isClosed()) {
        try (Socket socket = server.accept();
            OutputStream out = socket.getOutputStream()) {
          Thread.sleep(THINKING.toMillis());
          out.write("offer".getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
