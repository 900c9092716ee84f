/**
 * Typed, validated and documented data: records bound from and to plain trees, the JSON Schema of such records, and
 * the structural difference of two trees.
 *
 * <p>A <em>tree</em> is what a YAML or JSON document holds: {@code Map<String, Object>} in insertion order,
 * {@code List<Object>}, {@code String}, {@code Long}, {@code Double} (finite), {@code Boolean} and {@code null}.
 * Trees handed out by this package are immutable. One description of the data, a record with the annotations of this
 * package, gives the reader its checks, the editor its schema and the writer its defaults.
 *
 * <p>{@link org.signalbox.schema.Schema} says which component types there are and when a key may be left out.
 */
@Export
@Version("1.0.0")
package org.signalbox.schema;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
