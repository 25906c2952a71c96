/**
 * The driver: starts standalone and the two demo services as child processes, sends requests to
 * them, and reads what Stackspan saw through the public API alone. {@link
 * io.stackspan.demo.DemoMain} is the table of contents.
 */
@NullMarked
package io.stackspan.demo;

import org.jspecify.annotations.NullMarked;
