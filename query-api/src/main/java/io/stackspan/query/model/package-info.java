/**
 * What the API answers, as values without behaviour towards the outside. Imports nothing of ours.
 */
@NullMarked
package io.stackspan.query.model;

import org.jspecify.annotations.NullMarked;
