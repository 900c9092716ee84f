package org.signalbox.workbench.wizards;

import java.util.List;

/** What a wizard asks, and the answers as they stand. All of it on the user interface's thread. */
interface Questions {

    /** Title of the window, such as {@code New switch}. */
    String title();

    /** The pages in their order, at least one. */
    List<QuestionPage> pages();

    /** What stands in the fields now. */
    Plan.Answers answers();
}
