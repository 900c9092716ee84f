# Of JUnit's reports as XML, each test that failed: its name, what it said and the line of the test where it did.

function value(name) {
    return match(test, " " name "=\"[^\"]*") ? substr(test, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : ""
}

function tell() {
    gsub(/&#10;/, " ", said)
    gsub(/[ \t]+/, " ", said)
    sub(/^ /, "", said)
    gsub(/&quot;/, "\"", said)
    gsub(/&lt;/, "<", said)
    gsub(/&gt;/, ">", said)
    gsub(/&amp;/, "\\&", said)
    print "    " substr(said, 1, 300)
    saying = 0
}

/<testcase / {
    test = $0
    sub(/.*<testcase/, "", test)
}

/<(failure|error)[ >]/ {
    print "failed: " value("classname") " " value("name")
    frame = value("classname")
    gsub(/\./, "[.]", frame)
    frame = "^[ \t]*at (.*/)?" frame "[.$]"
    looking = 1
    said = ""
    # without a message, what was thrown
    saying = sub(/.* message="/, "") || sub(/.* type="/, "")
}

saying {
    line = $0
    sub(/".*/, "", line)
    said = said " " line
    if (/"/ || length(said) > 300) tell()
}

looking && $0 ~ frame {
    sub(/^[ \t]*/, "")
    print "    " $0
    looking = 0
}

/<\/(failure|error)>/ { looking = 0 }
