package com.nacento.connector.serve;

import com.nacento.connector.log.CarriedContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;

/** The objects that the routes name, in Camel's registry: called as their classes, unless there are several of one. */
record Beans(CamelContext camel) {

    void bind(String name, Object bean) {
        camel.getRegistry().bind(name, bean);
    }

    /** Binds under a type that the bean's own class does not show. */
    <T> void bind(String name, Class<T> type, T bean) {
        camel.getRegistry().bind(name, type, bean);
    }

    /** Threads that a route shares its work with, bound as the name with {@code Threads}; their log lines have the keys of the request. */
    ThreadPoolExecutor bindThreads(String name, int size) {
        ThreadPoolExecutor threads = (ThreadPoolExecutor) camel.getExecutorServiceManager().newFixedThreadPool(this, name, size);
        bind(name + "Threads", ExecutorService.class, new CarriedContext(threads));
        return threads;
    }

    /** @throws IllegalStateException if there is none of this name yet */
    <T> T get(String name, Class<T> type) {
        T bean = camel.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalStateException("no " + name + " is bound yet");
        }
        return bean;
    }
}
