/**
 * What {@code k8s/} says, held against the types of the kinds it uses and against the code that it runs. No cluster is
 * needed: {@code kubectl kustomize} renders, and what it prints is read.
 */
@NullMarked
package nz.flagships.system.deployment;

import org.jspecify.annotations.NullMarked;
