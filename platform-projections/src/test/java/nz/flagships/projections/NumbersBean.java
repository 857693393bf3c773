package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;

/** The test's projection, offered as a service would. */
@ApplicationScoped
class NumbersBean extends Numbers {}
