/**
 * Finished segments and heartbeats to Kafka. Application threads put segments into a bounded queue;
 * one daemon thread encodes and sends them. Nothing of Kafka is touched before the first segment
 * or, without any, the first heartbeat: its client registers with JMX, which is not to happen
 * before the application's main.
 */
@NullMarked
package io.stackspan.agent.report;

import org.jspecify.annotations.NullMarked;
