/**
 * Weaves the hooks of {@code instrument.bootstrap} into the JDK's executors with plain ASM: bodies
 * only, and where the class is not loaded yet one field; no type is resolved and no JDK class is
 * looked at by reflection, so nothing is loaded by accident and other agents' changes do not
 * matter.
 */
@NullMarked
package io.stackspan.agent.instrument.jdk;

import org.jspecify.annotations.NullMarked;
