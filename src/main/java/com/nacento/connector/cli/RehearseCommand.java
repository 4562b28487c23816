package com.nacento.connector.cli;

import com.nacento.connector.serve.Rehearsal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code nacento rehearse}: what the launcher and the image build run once, to make the archive that speeds up every start. */
@Command(name = "rehearse", hidden = true, description = "Starts and ends the service without any server around.")
public final class RehearseCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        new Rehearsal().run();
        return 0;
    }
}
