/**
 * What case-service publishes about joint cases: codes, months and agencies, never people, free text, an agency's own
 * reference or an exact day.
 */
@NullMarked
package nz.flagships.events.cases;

import org.jspecify.annotations.NullMarked;
