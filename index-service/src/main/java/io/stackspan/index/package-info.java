/**
 * The index service: starts, wires and stops its parts. Start reading at {@link IndexServiceMain}.
 */
@NullMarked
package io.stackspan.index;

import org.jspecify.annotations.NullMarked;
