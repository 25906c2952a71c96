/**
 * The diagrams: which topics feed which processors and stores. What the processors decide is in
 * {@code io.stackspan.stream.trace}.
 */
@NullMarked
package io.stackspan.stream.topology;

import org.jspecify.annotations.NullMarked;
