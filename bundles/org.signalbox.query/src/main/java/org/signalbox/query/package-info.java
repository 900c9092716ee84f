/**
 * The language in which lists are filtered, the same in every place: {@code host:H1* and drops > 0}. A
 * {@link org.signalbox.query.Query} is made of a text and the {@link org.signalbox.query.Column}s of what is filtered; while it
 * is typed, its {@link org.signalbox.query.Token}s give it colours and {@link org.signalbox.query.Completion} proposes
 * what may come next.
 *
 * <pre>
 * query      = [ any ]
 * any        = all { "or" all }
 * all        = single { [ "and" ] single }
 * single     = "not" single | "(" any ")" | comparison | word
 * comparison = column ( ":" | "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) word
 * word       = bare | "'" text "'" | '"' text '"'      (the quote is written twice within)
 * </pre>
 *
 * <p>Case never counts. A word alone is looked for in every text. {@code :} compares a text as a pattern with {@code *}
 * and {@code ?}, {@code =} as it stands; {@code <} and its like put {@code web2} before {@code web10}. A number may
 * have a unit: {@code rate > 10Mb/s}; sizes in bytes are binary, so that {@code 4GB} is 4 x 1024^3, as in PowerShell.
 * A flag is {@code true} or {@code false}. A number that is not known equals nothing.
 *
 * <p>A {@link org.signalbox.query.Formula} computes a number from others: {@code drops / (delivered + drops) * 100}.
 *
 * <pre>
 * sum     = product { ( "+" | "-" ) product }
 * product = single { ( "*" | "/" ) single }
 * single  = "-" single | "(" sum ")" | column | digits [ "." digits ]
 * </pre>
 *
 * <p>A column's name is as long as can be, so that {@code drops/s} is that column where there is one; with spaces,
 * {@code drops / s} is a division.
 */
@Export
@Version("1.1.0")
package org.signalbox.query;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
