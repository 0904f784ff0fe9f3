/** How the maps of a comparison are looked at: both alike, apart from the map of the plan in hand. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { view, type ViewState } from '../../store/view-store.ts';

export type CompareView = StoreApi<ViewState>;

function createCompareView(): CompareView {
  return createStore<ViewState>()(() => ({
    ...view.getState(),
    tool: 'select',
    selectedTerritory: null,
    hoveredTerritory: null,
    selectedCell: null,
    selectedCells: new Uint32Array(0),
    alsoSelected: [],
    cursorCell: null,
    selectedAccount: null,
    showAccounts: false,
    colourBy: 'territory',
  }));
}

export function useNewCompareView(): CompareView {
  return useState(createCompareView)[0];
}

export function useCompareView<T>(compareView: CompareView, select: (state: ViewState) => T): T {
  return useStore(compareView, select);
}
