/**
 * The cmdlets' language: a line's text, its syntax, and the values that flow through its pipes. A subset of PowerShell's, as
 * Microsoft documents it in "about_Pipelines", "about_Parsing", "about_Quoting_Rules" and "about_Comparison_Operators".
 */
package org.signalbox.console.language;
