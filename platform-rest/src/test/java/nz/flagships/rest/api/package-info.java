@NullMarked
package nz.flagships.rest.api;

import org.jspecify.annotations.NullMarked;
