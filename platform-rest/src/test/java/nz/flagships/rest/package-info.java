@NullMarked
package nz.flagships.rest;

import org.jspecify.annotations.NullMarked;
