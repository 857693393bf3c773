/** Code lists: agencies, themes, sources and programmes, and the catalogue of event types. */
@NullMarked
package nz.flagships.reporting.codelist;

import org.jspecify.annotations.NullMarked;
