/**
 * What the toolkit's annotations and calls do. Defined once per application loader; sees the
 * application's classes by reflection, and {@code context}.
 */
@NullMarked
package io.stackspan.agent.instrument.toolkit;

import org.jspecify.annotations.NullMarked;
