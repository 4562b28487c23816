package com.nacento.connector.page;

import com.nacento.connector.deadletters.Selection;
import java.util.List;

class ReplayDeadLettersTest extends LetterCallTest {

    @Override
    String call() {
        return "replay";
    }

    @Override
    List<Selection> taken() {
        return letters.replayed;
    }

    @Override
    List<Selection> left() {
        return letters.discarded;
    }
}
