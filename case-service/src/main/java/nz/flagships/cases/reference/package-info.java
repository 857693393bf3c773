/** What initiative-service published and a case refers to: regions, programmes, themes, initiatives. */
@NullMarked
package nz.flagships.cases.reference;

import org.jspecify.annotations.NullMarked;
