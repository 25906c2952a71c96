/** Pure rules that say why a span was slow, judged from its dumps. */
@NullMarked
package io.stackspan.query.finding;

import org.jspecify.annotations.NullMarked;
