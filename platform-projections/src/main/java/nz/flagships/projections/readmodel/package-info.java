/**
 * Declared read models: a record, a key, and an exhaustive fold over what is published. From these come the table, how a
 * batch is written, and which schema it is in ({@code docs/one-query.md}, {@code docs/decisions/0020-declared-read-models.md}).
 */
@NullMarked
package nz.flagships.projections.readmodel;

import org.jspecify.annotations.NullMarked;
