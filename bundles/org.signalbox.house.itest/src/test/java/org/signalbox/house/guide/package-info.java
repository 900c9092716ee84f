/**
 * Runs the guides: what a page has in fences is done as a reader would do it, and compared with what the page shows.
 *
 * <p>A fence is one of these; any other fails.
 *
 * <table>
 * <caption>What becomes of a fence</caption>
 * <tr><th>kind</th><th>it</th></tr>
 * <tr><td>sh</td><td>is run line by line in one shell's folder, each line ending with 0;
 * {@code product/signalbox console} stays, and is typed into</td></tr>
 * <tr><td>powershell</td><td>is typed into that console; a page without one gets one on the demo lab</td></tr>
 * <tr><td>text</td><td>is what the fence before it printed, see {@link org.signalbox.house.guide.Shown}</td></tr>
 * <tr><td>java</td><td>is a file of the same package and name, where the page's folder has it; otherwise it compiles,
 * with the listings before it, and its tests pass</td></tr>
 * <tr><td>yaml</td><td>is a fabric document that can be imported</td></tr>
 * <tr><td>xml, json</td><td>stands in a file that a directive names</td></tr>
 * </table>
 *
 * <p>A comment right above a fence says what cannot be seen: {@code <!-- guide: in PATH -->}, it stands in that file;
 * {@code <!-- guide: writes PATH -->}, the reader puts it there; {@code <!-- guide: fails CODE -->}, its last command
 * ends with that code; {@code <!-- guide: stays -->} at {@code sh}, its last command goes on, and at {@code text},
 * that is what the command that stays prints next; {@code <!-- guide: not run, REASON -->}. A page that is not in
 * {@code docs/partner} is run when it has {@code <!-- guide: run -->} on a line.
 */
package org.signalbox.house.guide;
