/**
 * What a switch without extensions does, written down once more, slowly and frame by frame, from the pages on
 * semantics: the judge of the engine's answers. Shares no code with the engine.
 */
package org.signalbox.vswitch.engine.model;
