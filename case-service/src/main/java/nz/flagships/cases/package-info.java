/** case-service: joint cases that several agencies work on, and who may know of them. */
@NullMarked
package nz.flagships.cases;

import org.jspecify.annotations.NullMarked;
