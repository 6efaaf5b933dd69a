/// Conventions of the REST API: problem details, strict parsing, paging.
@NullMarked
@ApplicationModule(allowedDependencies = {"problems", "bytes", "storage"})
package io.securechat.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
