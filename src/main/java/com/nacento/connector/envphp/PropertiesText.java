package com.nacento.connector.envphp;

/** Settings and comments as a properties file, which {@code --config} reads. */
final class PropertiesText {

    private final StringBuilder text = new StringBuilder();

    void comment(String line) {
        text.append("# ").append(line.replaceAll("\\p{Cntrl}", "?")).append('\n');
    }

    void gap() {
        text.append('\n');
    }

    /** A setting; its value comes back as it is, blanks at its ends too. */
    void set(String name, String value) {
        text.append(name).append('=');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == ' ' && i == 0) {
                text.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
