/**
 * From stored messages to answers: spans, dumps, their text. All but {@link
 * io.stackspan.query.trace.TraceQueries} is pure; nothing here knows HTTP.
 */
@NullMarked
package io.stackspan.query.trace;

import org.jspecify.annotations.NullMarked;
