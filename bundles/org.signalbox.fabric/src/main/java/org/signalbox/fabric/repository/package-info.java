/** Repositories with an index: where they are, what they offer, and which of it makes an extension run here. */
package org.signalbox.fabric.repository;
