/** The view of counters: charts over time, totals, and both as CSV. */
package org.signalbox.workbench.counters;
