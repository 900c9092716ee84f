package org.signalbox.fabric.repository;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.osgi.framework.Version;
import org.signalbox.fabric.extension.BundleOffer;
import org.signalbox.fabric.extension.Need;

/**
 * Reads an index that anybody may have written: no document type, no entities but XML's own, no referrals to other
 * indexes, and a bound to everything. Source: OSGi Compendium 8.1, 132.5 "XML Repository Format"; types of attributes,
 * OSGi Core 8, 3.2.7.
 */
final class IndexReader {
    private static final String NAMESPACE = "http://www.osgi.org/xmlns/repository/v1.0.0";
    private static final String IDENTITY = "osgi.identity";
    private static final String CONTENT = "osgi.content";
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int MOST_BUNDLES = 10_000;
    private static final int MOST_CLAUSES = 500_000;
    /** Of characters: a filter is parsed by recursion. */
    private static final int LONGEST_FILTER = 4096;
    /** Of characters, of anything else that an element has. */
    private static final int LONGEST_VALUE = 1 << 16;

    private final XMLStreamReader xml;
    private final List<Offered> bundles = new ArrayList<>();
    private int clauses;

    private IndexReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** A capability or a requirement. */
    private record Clause(String namespace, Map<String, Object> attributes, Map<String, String> directives) {
        String text(String name) {
            return String.valueOf(attributes.getOrDefault(name, ""));
        }
    }

    /**
     * The bundles of an index; other resources are left out.
     *
     * @throws IllegalArgumentException with a clause that says what is wrong
     */
    static List<Offered> read(byte[] text) {
        final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            final XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(text));
            try {
                return new IndexReader(xml).repository();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException nonsense) {
            throw new IllegalArgumentException(String.valueOf(nonsense.getMessage()).replaceAll("\\s+", " "), nonsense);
        }
    }

    private List<Offered> repository() throws XMLStreamException {
        boolean seen = false;
        while (xml.hasNext()) {
            final int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new IllegalArgumentException("it has a document type");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (!seen && !(xml.getLocalName().equals("repository") && NAMESPACE.equals(xml.getNamespaceURI()))) {
                    throw new IllegalArgumentException("it begins with the element " + xml.getLocalName());
                }
                seen = true;
                if (xml.getLocalName().equals("resource")) {
                    resource();
                }
            }
        }
        return bundles;
    }

    private void resource() throws XMLStreamException {
        final List<Clause> capabilities = new ArrayList<>();
        final List<Clause> requirements = new ArrayList<>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("resource")) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            count(1);
            switch (xml.getLocalName()) {
                case "capability" -> capabilities.add(clause("capability"));
                case "requirement" -> requirements.add(clause("requirement"));
                default -> throw new IllegalArgumentException("it has a " + xml.getLocalName() + " in a resource");
            }
        }
        add(capabilities, requirements);
        if (bundles.size() > MOST_BUNDLES) {
            throw new IllegalArgumentException("it has more than " + MOST_BUNDLES + " bundles");
        }
    }

    private Clause clause(String element) throws XMLStreamException {
        final Clause clause = new Clause(attribute("namespace"), new HashMap<>(), new HashMap<>());
        while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals(element)) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            count(1);
            if (xml.getLocalName().equals("attribute")) {
                final String type = xml.getAttributeValue(null, "type");
                clause.attributes().put(attribute("name"), value(type == null ? "String" : type, attribute("value")));
            } else if (xml.getLocalName().equals("directive")) {
                clause.directives().put(attribute("name"), attribute("value"));
            }
        }
        return clause;
    }

    private void count(int more) {
        clauses += more;
        if (clauses > MOST_CLAUSES) {
            throw new IllegalArgumentException("it has more than " + MOST_CLAUSES + " elements");
        }
    }

    private String attribute(String name) {
        final String value = xml.getAttributeValue(null, name);
        if (value == null) {
            throw new IllegalArgumentException("it has a " + xml.getLocalName() + " without " + name);
        }
        if (value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("it has a " + name + " of more than " + LONGEST_VALUE + " characters");
        }
        return value;
    }

    private Object value(String type, String text) {
        final boolean list = type.startsWith("List");
        final String plain = type.replaceAll("[<>\\s]", "");
        final Function<String, Object> one = switch (list ? plain.substring("List".length()) : plain) {
            case "Version" -> Version::parseVersion;
            case "Long" -> Long::valueOf;
            case "Double" -> Double::valueOf;
            default -> each -> each;
        };
        if (!list) {
            return one.apply(text.strip());
        }
        final String[] parts = text.split(",");
        count(parts.length);
        return Arrays.stream(parts).map(String::strip).map(one).toList();
    }

    private void add(List<Clause> capabilities, List<Clause> requirements) {
        final List<Clause> identities = of(capabilities, IDENTITY);
        final List<Clause> contents = of(capabilities, CONTENT);
        if (identities.size() != 1 || contents.isEmpty()
                || !identities.getFirst().text("type").matches("osgi\\.(bundle|fragment)")) {
            return;
        }
        final Clause identity = identities.getFirst();
        final Clause content = contents.getFirst();
        final String id = identity.text(IDENTITY);
        if (!SYMBOLIC_NAME.matcher(id).matches()) {
            throw new IllegalArgumentException("it has a bundle whose id is no symbolic name");
        }
        if (!(identity.attributes().get("version") instanceof Version version)
                || !(content.attributes().get("size") instanceof Long size)
                || !content.text(CONTENT).matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("it has no version, size and SHA-256 of " + id);
        }
        bundles.add(new Offered(id, version, identity.text("description").replaceAll("\\p{Cntrl}+", " "),
                capabilities.stream().map(each -> new BundleOffer(each.namespace(), each.attributes())).toList(),
                requirements.stream().filter(IndexReader::isMandatory).map(IndexReader::need).toList(),
                content.text("url"), size, content.text(CONTENT).toLowerCase(Locale.ROOT)));
    }

    private static List<Clause> of(List<Clause> clauses, String namespace) {
        return clauses.stream().filter(each -> each.namespace().equals(namespace)).toList();
    }

    private static boolean isMandatory(Clause requirement) {
        return requirement.directives().getOrDefault("effective", "resolve").equals("resolve")
                && !"optional".equals(requirement.directives().get("resolution"));
    }

    private static Need need(Clause requirement) {
        final String filter = requirement.directives().getOrDefault("filter", "").replaceAll("\\p{Cntrl}+", " ");
        if (filter.length() > LONGEST_FILTER) {
            throw new IllegalArgumentException("it has a filter of more than " + LONGEST_FILTER + " characters");
        }
        return new Need(requirement.namespace(), filter);
    }
}
