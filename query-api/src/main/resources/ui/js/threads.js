// Thread states and stack frames: how they are told apart by letter, shape and colour.
import { svg } from './dom.js';

/** Letter, shape and word for each state; a shape as well as a colour, since not everyone sees colours alike. */
const STATES = {
  RUNNABLE: { letter: 'R', shape: 'M6 1 11 11H1Z', css: 'st-run', word: 'running' },
  IO: { letter: 'I', shape: 'M1 1H11L6 11Z', css: 'st-io', word: 'waiting for I/O' },
  BLOCKED: { letter: 'B', shape: 'M1.5 1.5H10.5V10.5H1.5Z', css: 'st-block', word: 'blocked on a lock' },
  WAITING: { letter: 'W', shape: 'M6 .8A5.2 5.2 0 1 1 5.99 .8Z', css: 'st-wait', word: 'waiting' },
  TIMED_WAITING: { letter: 'T', shape: 'M6 .4 11.6 6 6 11.6.4 6Z', css: 'st-timed', word: 'waiting for a time' },
};
const OTHER = { letter: '?', shape: 'M1 4H11V8H1Z', css: 'st-other', word: 'other' };

/** States a search can ask for, in the order of the form. */
export const SEARCHABLE = ['BLOCKED', 'WAITING', 'TIMED_WAITING', 'RUNNABLE'];

export function stateLook(name) {
  return STATES[name] ?? OTHER;
}

/** A dump's look; RUNNABLE inside a socket or file call is I/O, since the thread uses no CPU there. */
export function dumpLook(dump) {
  return stateLook(dump.state === 'RUNNABLE' && dump.waitingOn?.kind === 'io' ? 'IO' : dump.state);
}

export function stateShape(look) {
  return svg('svg', { class: `shape ${look.css}`, viewBox: '0 0 12 12', 'aria-hidden': 'true' },
    svg('path', { d: look.shape }));
}

// Prefixes of code that nobody on call can change. The application's own frames are what is left.
const PLATFORM = ['java.', 'javax.', 'jdk.', 'sun.', 'com.sun.', 'jakarta.', 'kotlin.', 'kotlinx.', 'scala.', 'groovy.', 'clojure.'];
const FRAMEWORK = [
  'akka.', 'brave.', 'ch.qos.logback.', 'com.alibaba.dubbo.', 'com.fasterxml.', 'com.google.common.', 'com.linecorp.armeria.',
  'com.mongodb.', 'com.mysql.', 'com.zaxxer.hikari.', 'feign.', 'io.grpc.', 'io.helidon.', 'io.javalin.', 'io.lettuce.',
  'io.micrometer.', 'io.micronaut.', 'io.netty.', 'io.opentelemetry.', 'io.quarkus.', 'io.reactivex.', 'io.stackspan.agent.',
  'io.undertow.', 'io.vertx.', 'net.bytebuddy.', 'net.sf.cglib.', 'okhttp3.', 'oracle.jdbc.', 'org.apache.catalina.',
  'org.apache.commons.', 'org.apache.coyote.', 'org.apache.dubbo.', 'org.apache.hc.', 'org.apache.http.', 'org.apache.ibatis.',
  'org.apache.kafka.', 'org.apache.logging.', 'org.apache.lucene.', 'org.apache.skywalking.apm.', 'org.apache.tomcat.',
  'org.eclipse.jetty.', 'org.glassfish.', 'org.h2.', 'org.hibernate.', 'org.jboss.', 'org.mariadb.', 'org.postgresql.',
  'org.slf4j.', 'org.springframework.', 'org.xnio.', 'play.', 'reactor.', 'redis.clients.', 'retrofit2.',
];

/** "app", "framework" or "platform". Generated proxies count as framework whatever package they sit in. */
export function frameKind(frame) {
  const name = frame.className;
  if (PLATFORM.some((prefix) => name.startsWith(prefix))) return 'platform';
  if (FRAMEWORK.some((prefix) => name.startsWith(prefix))) return 'framework';
  return /\$\$(EnhancerBy|SpringCGLIB|FastClassBy)|^\$Proxy|\.\$Proxy/.test(name) ? 'framework' : 'app';
}

/** The frame to name in one line: the topmost of the application, else the topmost of all; null for an empty stack. */
export function tellingFrame(frames) {
  return frames.find((frame) => frameKind(frame) === 'app') ?? frames[0] ?? null;
}

/** "Stock.reserve(Stock.java:88)": the package is in the full stack. */
export function shortFrame(frame) {
  const packageEnd = frame.className.lastIndexOf('.') + 1;
  return frame.text.startsWith(frame.className) ? frame.text.slice(packageEnd) : frame.text;
}

/** "com.acme.Stock@1b2c3d" as jstack writes it; just the class when no identity was read. */
export function lockName(lock) {
  const read = lock.identityHash !== '' && lock.identityHash !== '0';
  return read ? `${lock.lockClass}@${lock.identityHash}` : lock.lockClass;
}

/** Same code at the same lines: the thread has not moved between the two dumps. */
export function sameStack(a, b) {
  return a.frames.length === b.frames.length && a.frames.every((frame, i) => frame.text === b.frames[i].text);
}

/** How many frames at the bottom the two stacks share: what lies above is what changed. */
export function commonFrames(a, b) {
  const most = Math.min(a.frames.length, b.frames.length);
  let same = 0;
  while (same < most && a.frames.at(-1 - same).text === b.frames.at(-1 - same).text) same++;
  return same;
}
