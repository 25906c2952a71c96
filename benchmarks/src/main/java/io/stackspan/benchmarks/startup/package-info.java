/** How much later an application is up with an agent: small programs, and who times them. */
@NullMarked
package io.stackspan.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
