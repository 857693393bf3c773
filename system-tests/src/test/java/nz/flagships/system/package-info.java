/** Black box: the services as processes, and the rules that hold over all modules. */
@NullMarked
package nz.flagships.system;

import org.jspecify.annotations.NullMarked;
