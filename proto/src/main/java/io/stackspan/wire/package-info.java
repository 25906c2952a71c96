/**
 * Names and pure rules that several parts share: topics, headers, ids, dump-to-span links,
 * settings. Uses the generated messages and the Java base module, nothing else.
 */
@NullMarked
package io.stackspan.wire;

import org.jspecify.annotations.NullMarked;
