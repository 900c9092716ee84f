/** The view of port policies: a form for each extension's policy, and the editor of access lists. */
package org.signalbox.workbench.policies;
