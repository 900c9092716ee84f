package org.signalbox.workbench.wizards;

/** A page of a wizard that asks. All of it on the user interface's thread. */
interface QuestionPage {

    /** What the page is about, as its heading. */
    String title();

    /** What it wants, while nothing is wrong. */
    String hint();

    /** Puts the fields on a form; called once. */
    void fill(Form form);

    /** Called whenever one turns to the page, before the answers are judged. */
    default void shown() {
    }
}
