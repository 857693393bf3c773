@NullMarked
package nz.flagships.local.demo;

import org.jspecify.annotations.NullMarked;
