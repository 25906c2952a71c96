/** What callers ask: parsed and checked, with every fault named at once. */
@NullMarked
package io.stackspan.query.request;

import org.jspecify.annotations.NullMarked;
