package io.stackspan.benchmarks.startup;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat that answers one request and goes. */
final class TomcatHello {
  private TomcatHello() {}

  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write("hello world");
    }
  }

  public static void main(String[] args) throws IOException, LifecycleException {
    Moments moments = Moments.inMain();
    Path folder = Files.createTempDirectory("tomcat-hello");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "hello", new Hello());
    context.addServletMappingDecoded("/hello", "hello");
    tomcat.start();
    int port = tomcat.getConnector().getLocalPort();
    HttpURLConnection call =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/hello").toURL().openConnection();
    if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException("status " + call.getResponseCode());
    }
    moments.done();
    tomcat.stop();
    tomcat.destroy();
  }
}
