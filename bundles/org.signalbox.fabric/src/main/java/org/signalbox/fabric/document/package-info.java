/** The fabric document as text: reading with places, rules that go beyond its schema, writing. */
package org.signalbox.fabric.document;
