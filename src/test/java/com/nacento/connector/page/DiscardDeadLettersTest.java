package com.nacento.connector.page;

import com.nacento.connector.deadletters.Selection;
import java.util.List;

class DiscardDeadLettersTest extends LetterCallTest {

    @Override
    String call() {
        return "discard";
    }

    @Override
    List<Selection> taken() {
        return letters.discarded;
    }

    @Override
    List<Selection> left() {
        return letters.replayed;
    }
}
