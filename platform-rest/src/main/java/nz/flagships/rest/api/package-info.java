/** What a service says of itself for machines: an OpenAPI document, made from the same records that answer. */
@NullMarked
package nz.flagships.rest.api;

import org.jspecify.annotations.NullMarked;
